package io.fluvius.command.payload;

import io.fluvius.problem.Fault;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Function;

/** Converts violations of Jakarta Validation constraints to faults with JSON pointers. */
final class ConstraintViolations {

    private ConstraintViolations() {}

    /** Adds a fault for each violation in a record that is a JSON object, in the order of their pointers. */
    static void addFaults(Set<? extends ConstraintViolation<?>> violations, String pointer, Set<Fault> faults) {
        add(violations, violation -> pointer(pointer, violation.getPropertyPath()), faults);
    }

    /** Adds a fault for each violation in a record that is a bare JSON value. */
    static void addFaultsOfSingleValue(
            Set<? extends ConstraintViolation<?>> violations, String pointer, Set<Fault> faults) {
        add(violations, violation -> pointer, faults);
    }

    /** Adds a fault for each violation in a component, whose name is the first part of the paths. */
    static void addFaultsOfComponent(
            Set<? extends ConstraintViolation<?>> violations, String pointer, Set<Fault> faults) {
        add(violations, violation -> elementPointer(pointer, violation.getPropertyPath()), faults);
    }

    private static void add(
            Set<? extends ConstraintViolation<?>> violations,
            Function<ConstraintViolation<?>, String> pointer,
            Set<Fault> faults) {
        if (violations.isEmpty()) {
            // the usual case, kept free of the cost of a stream
            return;
        }
        violations.stream()
                .map(it -> new Fault(pointer.apply(it), it.getMessage()))
                .sorted(Comparator.comparing(Fault::pointer).thenComparing(Fault::message))
                .forEach(faults::add);
    }

    private static String elementPointer(String base, Path path) {
        String pointer = base;
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer = Fault.child(pointer, node.getIndex().toString());
            }
        }
        return pointer;
    }

    private static String pointer(String base, Path path) {
        String pointer = base;
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer = Fault.child(pointer, node.getIndex().toString());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer = Fault.child(pointer, node.getName());
            }
        }
        return pointer;
    }
}
