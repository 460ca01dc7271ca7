package io.impasto.acceptance.hostile;

import java.util.function.Supplier;

/** @param attack made when its turn comes: some are large */
record Case(String name, Supplier<Attack> attack, Expected expected) {

    @Override
    public String toString() {
        return name;
    }
}
