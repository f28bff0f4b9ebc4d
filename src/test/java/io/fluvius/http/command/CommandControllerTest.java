package io.fluvius.http.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.access.Access;
import io.fluvius.command.Command;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.command.CommandResponse;
import io.fluvius.command.DryRun;
import io.fluvius.command.payload.Validators;
import io.fluvius.domain.Creating;
import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.environment.KnownFailures;
import io.fluvius.user.UserEvent;
import io.fluvius.user.UserRejection;
import io.fluvius.user.UserView;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import reactor.core.publisher.Flux;

class CommandControllerTest {

    private static final String ID = "0190c7a2-0000-7000-8000-000000000001";

    sealed interface BrokenCommand {
        record BreakDown(String text) implements BrokenCommand, Creating {
            public BreakDown {
                throw new IllegalStateException("a fault of the author");
            }
        }
    }

    @Test
    void an_unexpected_failure_names_the_command() throws IOException {
        DomainRegistry domains = new DomainRegistry(List.of(new DomainDefinition(
                "user", "users", BrokenCommand.class, UserEvent.class, UserRejection.class, UserView.class)));
        CommandController controller = new CommandController(
                domains,
                new CommandFactory(domains, Validators.VALIDATOR),
                new NoProcessor(),
                KnownFailures.all(),
                Access.open());
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/commands/break-down");
        request.setContentType("application/json");
        request.setContent(("{\"id\": \"" + ID + "\", \"payload\": {\"text\": \"a\"}}").getBytes());

        ResponseEntity<Object> response = controller.process("break-down", request, new MockHttpServletResponse());

        assertThat(response.getStatusCode().value()).isEqualTo(500);
        assertThat(String.valueOf(response.getBody())).contains(ID).contains("internal");
    }

    private static final class NoProcessor implements CommandProcessor {

        @Override
        public CommandResponse execute(Command command) {
            throw new IllegalStateException("The command cannot be created");
        }

        @Override
        public CompletableFuture<CommandResponse> submit(Command command) {
            throw new IllegalStateException("The command cannot be created");
        }

        @Override
        public CompletableFuture<DryRun> dryRun(Command command) {
            throw new IllegalStateException("The command cannot be created");
        }

        @Override
        public Flux<CommandResponse> process(Command... commands) {
            throw new IllegalStateException("The command cannot be created");
        }
    }
}
