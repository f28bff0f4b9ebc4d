package io.fluvius.command;

import static io.fluvius.command.Command.CAUSATION_ID;
import static io.fluvius.command.Command.COMMAND_ID;
import static io.fluvius.command.Command.CORRELATION_ID;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.Message;
import org.junit.jupiter.api.Test;

class CorrelationProviderTest {

    private final CorrelationProvider correlation = new CorrelationProvider();

    @Test
    void a_command_that_starts_a_chain_is_the_correlation_the_cause_and_the_command() {
        CommandMessage<Object> command = GenericCommandMessage.asCommandMessage("create");

        assertThat(dataFor(command))
                .isEqualTo(Map.of(
                        CORRELATION_ID, command.getIdentifier(),
                        CAUSATION_ID, command.getIdentifier(),
                        COMMAND_ID, command.getIdentifier()));
    }

    @Test
    void a_command_within_a_chain_passes_the_correlation_and_its_cause_on() {
        CommandMessage<Object> command = GenericCommandMessage.asCommandMessage("notify")
                .andMetaData(Map.of(CORRELATION_ID, "first", CAUSATION_ID, "before"));

        assertThat(dataFor(command))
                .isEqualTo(Map.of(
                        CORRELATION_ID, "first",
                        CAUSATION_ID, "before",
                        COMMAND_ID, command.getIdentifier()));
    }

    @Test
    void an_event_is_a_cause_but_not_a_command() {
        EventMessage<Object> event = GenericEventMessage.<Object>asEventMessage("created")
                .andMetaData(Map.of(CORRELATION_ID, "first", CAUSATION_ID, "before", COMMAND_ID, "before"));

        assertThat(dataFor(event)).isEqualTo(Map.of(CORRELATION_ID, "first", CAUSATION_ID, event.getIdentifier()));
    }

    @Test
    void the_actor_is_kept() {
        CommandMessage<Object> command =
                GenericCommandMessage.asCommandMessage("create").andMetaData(Map.of(Command.ACTOR, "ann"));

        assertThat(dataFor(command)).containsEntry(Command.ACTOR, "ann");
    }

    private Map<String, Object> dataFor(Message<?> message) {
        return Map.copyOf(correlation.correlationDataFor(message));
    }
}
