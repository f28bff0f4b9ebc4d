package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.command.payload.PayloadSchemas;
import io.fluvius.command.payload.Validators;
import io.fluvius.domain.Creating;
import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.user.UserCommand;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserEvent;
import io.fluvius.user.UserRejection;
import io.fluvius.user.UserView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCatalogueTest {

    private final CommandCatalogue users = catalogueOf(UserCommand.class);

    @Test
    void the_commands_of_a_resource_are_listed_by_key() {
        assertThat(users.of("user"))
                .extracting(CommandType::key)
                .containsExactly(
                        "activate-user",
                        "complete-user-action",
                        "create-user",
                        "deactivate-user",
                        "delete-user",
                        "enable-totp",
                        "execute-user-action",
                        "forget-user",
                        "lock-user",
                        "reconcile-user",
                        "remove-totp",
                        "unlock-user",
                        "update-user");
    }

    @Test
    void a_command_is_described() {
        CommandType create = users.get("create-user");

        assertThat(create.title()).isEqualTo("Create user");
        assertThat(create.description()).startsWith("Adds an active user");
        assertThat(create.resource()).isEqualTo("user");
        assertThat(create.payload()).isEqualTo(CreateUser.class);
        assertThat(create.isCreating()).isTrue();
        assertThat(create.schema().get("type").asString()).isEqualTo("object");
    }

    @Test
    void only_one_user_command_is_creating() {
        assertThat(users.of("user").stream().filter(CommandType::isCreating).map(CommandType::key))
                .containsExactly("create-user");
    }

    sealed interface Undescribed {
        record OpenDoor() implements Undescribed, Creating {}
    }

    @Test
    void the_description_of_a_command_is_optional() {
        assertThat(catalogueOf(Undescribed.class).get("open-door").description())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "create", "CreateUser", "Create-User", "create_user", "create-user "})
    void an_unknown_key_is_rejected(String key) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> users.get(key))
                .satisfies(it -> assertThat(it.problem().code()).isEqualTo(ProblemCode.UNKNOWN_COMMAND));
    }

    sealed interface Duplicate {
        sealed interface Doors extends Duplicate {
            record Open() implements Doors {}
        }

        sealed interface Windows extends Duplicate {
            record Open() implements Windows {}
        }
    }

    @Test
    void two_commands_with_the_same_key_are_refused_at_startup() {
        assertThatExceptionOfType(StartupRefusedException.class).isThrownBy(() -> catalogueOf(Duplicate.class));
    }

    private static CommandCatalogue catalogueOf(Class<?> commands) {
        DomainRegistry domains = new DomainRegistry(List.of(
                new DomainDefinition("user", "users", commands, UserEvent.class, UserRejection.class, UserView.class)));
        return new CommandCatalogue(domains.all(), new PayloadSchemas(Validators.VALIDATOR));
    }
}
