package io.fluvius.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import org.axonframework.modelling.command.AggregateRoot;
import org.junit.jupiter.api.Test;

class AggregateTypesTest {

    @Test
    void aggregates_are_found_by_the_name_that_they_are_given() {
        AggregateTypes types = new AggregateTypes(Set.of(Vehicle.class, Car.class));

        assertThat(types.named("vehicle")).contains(Vehicle.class);
        assertThat(types.named("Car")).contains(Car.class);
        assertThat(types.named("Vehicle")).isEmpty();
        assertThat(types.contains(Car.class)).isTrue();
        assertThat(types.contains(String.class)).isFalse();
    }

    @Test
    void special_kinds_of_an_aggregate_are_known() {
        AggregateTypes types = new AggregateTypes(Set.of(Vehicle.class, Car.class));

        assertThat(types.below(Vehicle.class)).isEqualTo(Set.of(Car.class));
        assertThat(types.below(Car.class)).isEmpty();
    }

    @Test
    void two_aggregates_of_one_name_are_refused() {
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
