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
    void the_contract_fails_when_updates_insert_rows() {
        assertThat(ContractSuites.failuresOf(UpdatesInsertRows.class))
                .containsExactlyInAnyOrder(
                        "updating_a_missing_row_fails", "updating_a_row_deleted_in_the_same_batch_fails");
    }

    @Test
    void the_contract_fails_when_deletions_are_ignored() {
        assertThat(ContractSuites.failuresOf(IgnoresDeletions.class))
                .contains("a_deleted_row_no_longer_exists", "rows_are_independent");
    }

    static class UpdatesInsertRows extends InMemoryReadModelContract {
        @Override
        ReadModel<UserView> decorate(ReadModel<UserView> users) {
            return new Delegating(users) {
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

    static class IgnoresDeletions extends InMemoryReadModelContract {
        @Override
        ReadModel<UserView> decorate(ReadModel<UserView> users) {
            return new Delegating(users) {
                @Override
                public void delete(UUID id) {}
            };
        }
    }

    private abstract static class Delegating implements ReadModel<UserView> {
        private final ReadModel<UserView> delegate;

        Delegating(ReadModel<UserView> delegate) {
            this.delegate = delegate;
        }

        @Override
        public void insert(UserView view) {
            delegate.insert(view);
        }

        @Override
        public void update(UUID id, UnaryOperator<UserView> change) {
            delegate.update(id, change);
        }

        @Override
        public void delete(UUID id) {
            delegate.delete(id);
        }

        @Override
        public void deleteAll() {
            delegate.deleteAll();
        }
    }
}
