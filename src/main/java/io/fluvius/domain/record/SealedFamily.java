package io.fluvius.domain.record;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads the members of a sealed interface, all of which are records. */
public final class SealedFamily {

    private SealedFamily() {}

    /**
     * Returns the records of a family, including those of nested sealed interfaces, in the order of their declaration.
     *
     * @throws IllegalArgumentException when the family is not a sealed interface, or has a member that is neither a record
     *     nor a sealed interface
     */
    public static List<Class<? extends Record>> members(Class<?> family) {
        if (!family.isSealed() || !family.isInterface()) {
            throw new IllegalArgumentException(family.getName() + " is not a sealed interface");
        }
        return Arrays.stream(family.getPermittedSubclasses())
                .flatMap(SealedFamily::records)
                .toList();
    }

    private static Stream<Class<? extends Record>> records(Class<?> member) {
        if (member.isSealed() && member.isInterface()) {
            return members(member).stream();
        }
        if (!member.isRecord()) {
            throw new IllegalArgumentException(member.getName() + " is not a record");
        }
        return Stream.of(member.asSubclass(Record.class));
    }
}
