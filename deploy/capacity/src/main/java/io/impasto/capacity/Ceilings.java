package io.impasto.capacity;

import java.util.Comparator;
import java.util.List;

/** What a load takes of everything but the workers' time, in its busiest hour. */
final class Ceilings {

    private Ceilings() {}

    /**
     * @param name for a person
     * @param demand in the unit of {@code bears}
     * @param bears what one of it does
     * @param spreads whether a second one takes half; if not, this is where the load ends
     */
    record Ceiling(String name, double demand, double bears, boolean spreads) {

        /** How many of it the load takes. */
        double units() {
            return demand / bears;
        }

        boolean holds() {
            return spreads || units() <= 1;
        }
    }

    static List<Ceiling> of(Inputs inputs, Inputs.Device device, double scale, int workers) {
        Inputs.Service service = inputs.service();
        double rate = inputs.load().peak(scale);
        double events = rate * service.events(inputs.seconds(device));
        double perDay = scale * inputs.load().transfersPerDay().value();
        double kept = perDay * service.retention().value();
        return List.of(
                new Ceiling(
                        "gateways, by submissions",
                        rate,
                        service.acceptedPerSecond().value(),
                        true),
                new Ceiling(
                        "workers that the queue can keep busy",
                        workers,
                        service.locks().value() * service.queuePartitions().value(),
                        false),
                new Ceiling(
                        "events folded into states",
                        events,
                        service.foldedPerSecond().value()
                                * service.eventPartitions().value(),
                        false),
                new Ceiling(
                        "transfers in each gateway's memory",
                        kept * service.stateBytes().value(),
                        service.gatewayHeap().value(),
                        false),
                new Ceiling(
                        "brokers, by bytes",
                        events * service.bytesPerEvent().value(),
                        service.brokerBytesPerSecond().value(),
                        true),
                new Ceiling(
                        "store nodes, by bytes",
                        rate * inputs.mean(painting -> service.written(painting, device.seconds(painting))),
                        service.storeBytesPerSecond().value(),
                        true));
    }

    /** What can't be had twice, as the stated load takes it; what is used up first, first. */
    static List<Ceiling> inOrder(Inputs inputs, Inputs.Device device, int workersAtOne) {
        return of(inputs, device, 1, workersAtOne).stream()
                .filter(ceiling -> !ceiling.spreads())
                .sorted(Comparator.comparingDouble(Ceiling::units).reversed())
                .toList();
    }

    /** Gigabytes in the store, where so many transfers come in so many days and are removed after their time: the mean. */
    static double storedGigabytes(Inputs inputs, Inputs.Device device, double transfers, double days) {
        Inputs.Service service = inputs.service();
        return transfers
                * inputs.mean(painting -> service.kept(painting, device.seconds(painting)))
                * service.retention().value()
                / days
                / 1e9;
    }

    /** Hours of the workers that a load takes, of all their time, idle or busy. */
    static double workerHours(double transfers, Inputs inputs, Inputs.Device device, double busy) {
        return transfers * (inputs.seconds(device) + inputs.service().handOver().value()) / busy / 3600;
    }
}
