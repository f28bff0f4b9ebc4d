package io.fluvius.readmodel;

import io.fluvius.user.UserEvent.UserCreated;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the users that were created on each day. */
@ProcessingGroup("users-per-day")
class UsersPerDay {

    private static final Table<?> TABLE = DSL.table(DSL.name("users_per_day"));
    private static final Field<LocalDate> DAY =
            DSL.field(DSL.name("users_per_day", "created_on"), SQLDataType.LOCALDATE);
    private static final Field<Long> USERS = DSL.field(DSL.name("users_per_day", "users"), SQLDataType.BIGINT);

    private final DSLContext database;
    private final JdbcClient queries;

    UsersPerDay(DSLContext database, @Qualifier("readOnly") JdbcClient queries) {
        this.database = database;
        this.queries = queries;
    }

    @EventHandler
    void on(UserCreated event, @Timestamp Instant at) {
        database.insertInto(TABLE, DAY, USERS)
                .values(LocalDate.ofInstant(at, ZoneOffset.UTC), 1L)
                .onConflict(DAY)
                .doUpdate()
                .set(USERS, USERS.plus(1))
                .execute();
    }

    @QueryHandler
    long handle(UsersCreatedOn query) {
        return queries.sql("select users from users_per_day where created_on = ?")
                .param(query.day())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @ResetHandler
    void reset() {
        database.deleteFrom(TABLE).execute();
    }
}
