package io.fluvius.command.payload;

import io.fluvius.domain.text.StoredPrecision;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads numbers as JSON Schema does, for which 100, 100.0 and 1e2 are the same integer. */
final class Numbers {

    private Numbers() {}

    /** Returns the number; empty unless the node is a whole number within these bounds, both included. */
    static Optional<Long> whole(JsonNode node, long least, long most) {
        // the order matters: a comparison is cheap for any exponent, an expansion of 1e999999999 is not
        return number(node)
                .filter(it -> it.compareTo(BigDecimal.valueOf(least)) >= 0)
                .filter(it -> it.compareTo(BigDecimal.valueOf(most)) <= 0)
                .filter(it -> it.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::longValueExact);
    }

    /** Returns the number as written; empty unless the node is a number that every database stores without rounding. */
    static Optional<BigDecimal> storable(JsonNode node) {
        return number(node).filter(StoredPrecision::isStorable);
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        return node.isNumber() ? node.decimalValueOpt() : Optional.empty();
    }
}
