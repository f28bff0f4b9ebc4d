package io.fluvius.kernel.command;

import io.fluvius.kernel.Fault;
import io.fluvius.kernel.SingleValue;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.Set;

/** Puts violated constraints where the caller can find them. */
final class Violations {

    private Violations() {}

    /** Adds a fault for each violation, in the order of their pointers; {@code type} is the record that was validated. */
    static void locate(Set<? extends ConstraintViolation<?>> violations, Class<?> type, String pointer, Faults faults) {
        violations.stream()
                .map(it -> new Fault(pointer(it.getPropertyPath(), type, pointer), it.getMessage()))
                .sorted(Comparator.comparing(Fault::pointer).thenComparing(Fault::message))
                .forEach(it -> faults.add(it.pointer(), it.message()));
    }

    private static String pointer(Path path, Class<?> type, String base) {
        if (SingleValue.is(type)) {
            return base;
        }
        String pointer = base;
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer = Fault.below(pointer, node.getIndex().toString());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer = Fault.below(pointer, node.getName());
            }
        }
        return pointer;
    }
}
