package io.fluvius.domain.view;

import io.fluvius.domain.ReadModel;
import io.fluvius.query.Change;
import io.fluvius.user.UserId;
import io.fluvius.user.UserView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the contract against the read model in memory. */
abstract class InMemoryReadModelContract extends ReadModelContract {

    private final InMemoryReadModel<UserView> rows = new InMemoryReadModel<>(USERS);

    @Override
    protected List<Change> batch(List<Change> events) {
        List<Change> failed = new ArrayList<>();
        for (Change event : events) {
            try {
                event.handler().accept(decorate(rows.forEvent(event.user().value(), event.at(), event.version())));
            } catch (RuntimeException failure) {
                failed.add(event);
            }
        }
        return failed;
    }

    @Override
    protected Optional<UserView> row(UserId user) {
        return rows.get(user.value());
    }

    /** Wraps the read model that handlers receive; for broken implementations. */
    ReadModel<UserView> decorate(ReadModel<UserView> users) {
        return users;
    }
}
