package io.impasto.engine.transfer;

import java.util.LinkedHashMap;
import java.util.Map;

import io.impasto.engine.device.Execution;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.objective.Evaluator;
import io.impasto.engine.objective.Layout;
import io.impasto.engine.objective.ObjectiveSpec;

/** Evaluators that stay warm from job to job. For one thread at a time. */
final class Sessions implements AutoCloseable {
    // A painting uses four at most: two networks, each with and without total variation.
    private static final int MOST = 4;

    private record Key(String sha256, Layout layout) {}

    private final Execution execution;
    private final Map<Key, Evaluator> open = new LinkedHashMap<>(8, 0.75f, true);

    /** @param execution on what and how precisely to compute */
    Sessions(Execution execution) {
        this.execution = execution;
    }

    /** On what and how precisely they compute. */
    Execution execution() {
        return execution;
    }

    /** The evaluator of an objective, opened if need be; the one that was used longest ago may close. */
    Evaluator of(FeatureNetwork network, ObjectiveSpec objective) {
        Key key = new Key(network.sha256(), Layout.of(objective));
        Evaluator evaluator = open.get(key);
        if (evaluator == null) {
            evaluator = Evaluator.open(network, key.layout(), execution);
            open.put(key, evaluator);
            if (open.size() > MOST) {
                open.remove(open.keySet().iterator().next()).close();
            }
        }
        return evaluator;
    }

    @Override
    public void close() {
        open.values().forEach(Evaluator::close);
        open.clear();
    }
}
