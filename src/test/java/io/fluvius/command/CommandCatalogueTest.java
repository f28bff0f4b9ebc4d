package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.command.payload.PayloadSchemas;
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
    void it_lists_every_member_of_the_family_by_its_key() {
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
                        "lock-user",
                        "reconcile-user",
                        "remove-totp",
                        "unlock-user",
                        "update-user");
    }

    @Test
    void it_describes_a_command() {
        CommandType create = users.get("create-user");

        assertThat(create.title()).isEqualTo("Create user");
        assertThat(create.description()).startsWith("Adds a user");
        assertThat(create.resource()).isEqualTo("user");
        assertThat(create.payload()).isEqualTo(CreateUser.class);
        assertThat(create.isCreating()).isTrue();
        assertThat(create.schema().get("type").asString()).isEqualTo("object");
    }

    @Test
    void only_one_command_of_a_user_creates() {
        assertThat(users.of("user").stream().filter(CommandType::isCreating).map(CommandType::key))
                .containsExactly("create-user");
    }

    sealed interface Undescribed {
        record OpenDoor() implements Undescribed, Creating {}
    }

    @Test
    void a_command_may_be_without_a_description() {
        assertThat(catalogueOf(Undescribed.class).get("open-door").description())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "create", "CreateUser", "Create-User", "create_user", "create-user "})
    void a_key_that_no_command_has_is_an_unknown_command(String key) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> users.get(key))
                .satisfies(it -> assertThat(it.problem().code()).isEqualTo(ProblemCode.UNKNOWN_COMMAND));
    }

    sealed interface Twice {
        sealed interface Doors extends Twice {
            record Open() implements Doors {}
        }

        sealed interface Windows extends Twice {
            record Open() implements Windows {}
        }
    }

    @Test
    void two_commands_of_one_key_are_refused() {
        assertThatExceptionOfType(StartupRefusedException.class).isThrownBy(() -> catalogueOf(Twice.class));
    }

    private static CommandCatalogue catalogueOf(Class<?> commands) {
        DomainRegistry domains = new DomainRegistry(List.of(
                new DomainDefinition("user", "users", commands, UserEvent.class, UserRejection.class, UserView.class)));
        return new CommandCatalogue(domains.all(), new PayloadSchemas());
    }
}
