package io.fluvius.command.payload;

import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ContainerDescriptor;
import jakarta.validation.metadata.ContainerElementTypeDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.CompositionType;
import org.hibernate.validator.constraints.ConstraintComposition;

/**
 * The constraints of Jakarta Validation that the validator checks on a value, as the validator itself describes them: also
 * those that are composed into another constraint, and without those of other groups.
 *
 * @param all the annotations
 * @param elements the constraints on the elements, if the value is a collection that has such constraints
 */
record Constraints(List<? extends Annotation> all, List<Constraints> elements) {

    private static final Constraints NONE = new Constraints(List.of(), List.of());

    /** Returns the constraints on a component of a record. */
    static Constraints of(Validator validator, Class<?> owner, String component) {
        PropertyDescriptor property = validator.getConstraintsForClass(owner).getConstraintsForProperty(component);
        return property == null ? NONE : of(property.getConstraintDescriptors(), property);
    }

    /** Returns the constraints on each element of a collection. */
    Constraints ofElements() {
        return elements.isEmpty() ? NONE : elements.getFirst();
    }

    /** Returns whether null is a violation. */
    boolean forbidNull() {
        return has(NotNull.class) || has(NotBlank.class) || has(NotEmpty.class);
    }

    boolean has(Class<? extends Annotation> type) {
        return all.stream().anyMatch(type::isInstance);
    }

    <A extends Annotation> Stream<A> ofType(Class<A> type) {
        return all.stream().filter(type::isInstance).map(type::cast);
    }

    /** Returns the least number of characters or elements. */
    int leastSize() {
        int least = has(NotBlank.class) || has(NotEmpty.class) ? 1 : 0;
        return ofType(Size.class).mapToInt(Size::min).reduce(least, Math::max);
    }

    boolean hasGreatestSize() {
        return greatestSize() < Integer.MAX_VALUE;
    }

    /** Returns the greatest number of characters or elements; {@link Integer#MAX_VALUE} without a limit. */
    int greatestSize() {
        return ofType(Size.class).mapToInt(Size::max).reduce(Integer.MAX_VALUE, Math::min);
    }

    private static Constraints of(Set<ConstraintDescriptor<?>> own, ContainerDescriptor container) {
        return new Constraints(
                flat(own).toList(),
                container.getConstrainedContainerElementTypes().stream()
                        .map((ContainerElementTypeDescriptor it) -> of(it.getConstraintDescriptors(), it))
                        .toList());
    }

    private static Stream<Annotation> flat(Collection<ConstraintDescriptor<?>> descriptors) {
        return descriptors.stream()
                .filter(it -> it.getGroups().contains(Default.class))
                .flatMap(it -> Stream.concat(Stream.of(it.getAnnotation()), composing(it)));
    }

    /** Constraints of which one is enough say nothing about every value. */
    private static Stream<Annotation> composing(ConstraintDescriptor<?> composed) {
        ConstraintComposition composition =
                composed.getAnnotation().annotationType().getAnnotation(ConstraintComposition.class);
        return composition == null || composition.value() == CompositionType.AND
                ? flat(composed.getComposingConstraints())
                : Stream.empty();
    }
}
