package io.impasto.engine.objective;

import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import io.impasto.engine.network.Reach;
import io.impasto.engine.objective.Tile.Span;

import static org.assertj.core.api.Assertions.assertThat;

class TileGridTest {
    @Property
    void eachPositionOfEachLayerBelongsToOneTile(
            @ForAll @IntRange(min = 1, max = 300) int width,
            @ForAll @IntRange(min = 1, max = 300) int height,
            @ForAll @IntRange(min = 16, max = 320) int side,
            @ForAll @IntRange(min = 0, max = 4) int halvings,
            @ForAll @IntRange(min = -3, max = 3) int surplus) {
        int stride = 1 << halvings;
        int rows = Math.max(0, height / stride + surplus);
        int columns = Math.max(0, width / stride + surplus);
        int[] owners = new int[rows * columns];
        for (Tile tile : grid(width, height, side).tiles()) {
            Span down = TileGrid.positions(tile.rows(), height, stride, rows);
            Span across = TileGrid.positions(tile.columns(), width, stride, columns);
            for (int y = down.begin(); y < down.end(); y++) {
                for (int x = across.begin(); x < across.end(); x++) {
                    owners[y * columns + x]++;
                }
            }
        }
        assertThat(owners).containsOnly(owners.length == 0 ? new int[0] : new int[] {1});
    }

    @Property
    void aCropHoldsTheHaloAndBeginsBetweenPositions(
            @ForAll @IntRange(min = 1, max = 2000) int width,
            @ForAll @IntRange(min = 1, max = 2000) int height,
            @ForAll @IntRange(min = 16, max = 700) int side) {
        for (Tile tile : grid(width, height, side).tiles()) {
            assertHalo(tile.rows(), tile.cropRows(), height);
            assertHalo(tile.columns(), tile.cropColumns(), width);
            assertThat(tile.rows().length()).isLessThanOrEqualTo(side);
            assertThat(tile.columns().length()).isLessThanOrEqualTo(side);
        }
    }

    private static void assertHalo(Span own, Span crop, int length) {
        assertThat(own.begin() % 16).isZero();
        assertThat(crop.begin() % 16).isZero();
        assertThat(crop.begin()).isEqualTo(Math.max(0, own.begin() - 96));
        assertThat(crop.end()).isEqualTo(Math.min(length, own.end() + 96));
        assertThat(own.length()).isPositive();
    }

    private static TileGrid grid(int width, int height, int side) {
        return TileGrid.of(width, height, side, new Reach(Map.of(), 16, 96));
    }
}
