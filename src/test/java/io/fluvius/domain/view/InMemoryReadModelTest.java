package io.fluvius.domain.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.ReadModel;
import io.fluvius.environment.ContractSuites;
import io.fluvius.user.UserId;
import io.fluvius.user.UserView;
import io.fluvius.user.Users;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class InMemoryReadModelTest extends InMemoryReadModelContract {

    @Test
    void the_suite_fails_when_updates_create_rows() {
        assertThat(ContractSuites.failuresOf(Lenient.class))
                .containsExactlyInAnyOrder(
                        "updating_what_is_not_there_fails", "updating_what_was_deleted_in_the_same_batch_fails");
    }

    @Test
    void the_suite_fails_when_deletions_are_forgotten() {
        assertThat(ContractSuites.failuresOf(Forgetful.class))
                .contains("a_deleted_row_is_gone", "rows_do_not_touch_each_other");
    }

    static class Lenient extends InMemoryReadModelContract {
        @Override
        ReadModel<UserView> seen(ReadModel<UserView> users) {
            return new Broken(users) {
                @Override
                public void update(UUID id, UnaryOperator<UserView> change) {
                    try {
                        super.update(id, change);
                    } catch (IllegalStateException missing) {
                        users.insert(change.apply(Users.john(new UserId(id))));
                    }
                }
            };
        }
    }

    static class Forgetful extends InMemoryReadModelContract {
        @Override
        ReadModel<UserView> seen(ReadModel<UserView> users) {
            return new Broken(users) {
                @Override
                public void delete(UUID id) {}
            };
        }
    }

    private abstract static class Broken implements ReadModel<UserView> {
        private final ReadModel<UserView> sound;

        Broken(ReadModel<UserView> sound) {
            this.sound = sound;
        }

        @Override
        public void insert(UserView view) {
            sound.insert(view);
        }

        @Override
        public void update(UUID id, UnaryOperator<UserView> change) {
            sound.update(id, change);
        }

        @Override
        public void delete(UUID id) {
            sound.delete(id);
        }
    }
}
