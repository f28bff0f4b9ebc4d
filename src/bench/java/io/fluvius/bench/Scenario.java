package io.fluvius.bench;

import java.util.List;
import java.util.Objects;

/**
 * A piece of work that several contenders perform.
 *
 * @param name the name in the report
 * @param contenders the contenders; the first one is the peer with which the others are compared
 */
public record Scenario(String name, List<Contender> contenders) {

    public Scenario {
        contenders = List.copyOf(contenders);
    }

    /**
     * Calls each contender once.
     *
     * @throws WrongAnswerException if the results differ
     */
    void requireSameResults() throws Exception {
        Object expected = contenders.getFirst().work().call();
        for (Contender contender : contenders.subList(1, contenders.size())) {
            Object result = contender.work().call();
            if (!Objects.equals(expected, result)) {
                throw new WrongAnswerException(
                        "%s, %s returns%n%s%ninstead of%n%s".formatted(name, contender.name(), result, expected));
            }
        }
    }
}
