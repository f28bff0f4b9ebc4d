package io.fluvius.query.parser;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.user.UserCommand;
import io.fluvius.user.UserEvent;
import io.fluvius.user.UserRejection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainQueryManagerTest {

    record CountView(
            UUID id,
            long count,
            @Stamped(Stamped.With.VERSION) long version) {}

    record TextView(
            UUID id,
            String text,
            @Stamped(Stamped.With.VERSION) long version) {}

    record LimitView(
            UUID id,
            int limit,
            @Stamped(Stamped.With.VERSION) long version) {}

    @ParameterizedTest
    @ValueSource(classes = {CountView.class, TextView.class, LimitView.class})
    void a_field_with_the_name_of_a_parameter_is_refused(Class<? extends Record> view) {
        DomainRegistry domains = new DomainRegistry(List.of(new DomainDefinition(
                "thing", "things", UserCommand.class, UserEvent.class, UserRejection.class, view)));

        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> new DomainQueryManager(domains, ParsedQueries.CURSORS))
                .withMessageContaining(view.getName())
                .withMessageContaining("Choose another name");
    }
}
