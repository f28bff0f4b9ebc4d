package io.fluvius.readmodel;

import io.fluvius.user.UserEvent;
import io.fluvius.user.UserEvent.UserCreated;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records the names that users have had, and fails on those that a test has poisoned, after it has written. */
@ProcessingGroup("names-seen")
class NamesSeen {

    /** Asks for the names of a user in their order. The result is a {@code Names}. */
    record NamesOf(UserId user) {}

    /** The names of a user. */
    record Names(List<String> names) {}

    /** A query whose handler tries to write. */
    record Write() {}

    final Set<String> poisoned = ConcurrentHashMap.newKeySet();

    private final JdbcClient database;
    private final JdbcClient queries;

    NamesSeen(JdbcClient database, @Qualifier("readOnly") JdbcClient queries) {
        this.database = database;
        this.queries = queries;
    }

    @EventHandler
    void on(UserCreated event) {
        add(event, event.name().value());
    }

    @EventHandler
    void on(UserRenamed event) {
        add(event, event.name().value());
    }

    private void add(UserEvent event, String name) {
        database.sql("insert into names_seen (user_id, name) values (?, ?)")
                .param(event.userId().value())
                .param(name)
                .update();
        if (poisoned.contains(name)) {
            // fails as a statement does, after which PostgreSQL executes no other statement of the transaction
            database.sql("insert into names_seen (user_id, name) values (null, null)")
                    .update();
        }
    }

    @QueryHandler
    Names handle(NamesOf query) {
        return new Names(queries.sql("select name from names_seen where user_id = ? order by id")
                .param(query.user().value())
                .query(String.class)
                .list());
    }

    @QueryHandler
    long handle(Write query) {
        return queries.sql("delete from names_seen").update();
    }

    @ResetHandler
    void reset() {
        database.sql("delete from names_seen").update();
    }
}
