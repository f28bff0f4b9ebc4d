package io.fluvius.bench;

import java.util.List;
import java.util.Objects;

/**
 * The same work, done by several.
 *
 * @param name what the work is
 * @param contenders who does it; the first is the peer that the others are held against
 */
public record Contest(String name, List<Contender> contenders) {

    public Contest {
        contenders = List.copyOf(contenders);
    }

    /** Lets each work once. */
    void requireSameAnswers() throws Exception {
        Object expected = contenders.getFirst().work().call();
        for (Contender contender : contenders.subList(1, contenders.size())) {
            Object answer = contender.work().call();
            if (!Objects.equals(expected, answer)) {
                throw new WrongAnswerException(
                        "%s, %s: answers%n%s%ninstead of%n%s".formatted(name, contender.name(), answer, expected));
            }
        }
    }
}
