package io.fluvius.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import org.axonframework.modelling.command.AggregateRoot;
import org.junit.jupiter.api.Test;

class AggregateTypesTest {

    @Test
    void aggregates_are_found_by_name() {
        AggregateTypes types = new AggregateTypes(Set.of(Vehicle.class, Car.class));

        assertThat(types.byName("vehicle")).contains(Vehicle.class);
        assertThat(types.byName("Car")).contains(Car.class);
        assertThat(types.byName("Vehicle")).isEmpty();
        assertThat(types.contains(Car.class)).isTrue();
        assertThat(types.contains(String.class)).isFalse();
    }

    @Test
    void subtypes_of_an_aggregate_are_found() {
        AggregateTypes types = new AggregateTypes(Set.of(Vehicle.class, Car.class));

        assertThat(types.subtypesOf(Vehicle.class)).isEqualTo(Set.of(Car.class));
        assertThat(types.subtypesOf(Car.class)).isEmpty();
    }

    @Test
    void two_aggregates_with_the_same_name_are_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new AggregateTypes(Set.of(Vehicle.class, Wagon.class)))
                .withMessageContaining("vehicle");
    }

    @AggregateRoot(type = "vehicle")
    static class Vehicle {}

    @AggregateRoot
    static class Car extends Vehicle {}

    @AggregateRoot(type = "vehicle")
    static class Wagon {}
}
