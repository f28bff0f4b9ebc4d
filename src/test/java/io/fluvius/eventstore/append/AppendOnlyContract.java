package io.fluvius.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The owner of the table of events, as whom the application connects, can insert rows into it and do nothing else. */
abstract class AppendOnlyContract {

    @Autowired
    private DSLContext dsl;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update domain_event set payload = '{}'",
                "update domain_event set payload = '{}' where event_identifier = 'no such event'",
                "delete from domain_event",
                "delete from domain_event where event_identifier = 'no such event'",
                "merge into domain_event using (values ('x')) as source (text) on true when matched then update set payload = text",
                "merge into domain_event using (values ('x')) as source (text) on true when matched then delete"
            })
    void no_event_is_changed_or_deleted(String statement) {
        assertRefused(statement, "Events are only appended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncate table domain_event", "truncate table domain_event restart identity"})
    void the_table_is_not_truncated(String statement) {
        assertRefused(statement, truncationRefused());
    }

    /** A part of the message. */
    abstract String truncationRefused();

    private void assertRefused(String statement, String message) {
        String event = insert();

        assertThatThrownBy(() -> dsl.execute(statement))
                .rootCause()
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message);

        assertThat(dsl.fetchValue("select payload from domain_event where event_identifier = ?", event))
                .isEqualTo("{\"kept\":true}");
    }

    @Test
    void an_insert_that_is_rolled_back_leaves_no_event() {
        String event = UUID.randomUUID().toString();

        assertThatThrownBy(() -> dsl.transaction(transaction -> {
                    insert(transaction.dsl(), event);
                    throw new IllegalStateException("no");
                }))
                .hasMessageContaining("no");

        assertThat(dsl.fetch("select 1 from domain_event where event_identifier = ?", event))
                .isEmpty();
    }

    private String insert() {
        String event = UUID.randomUUID().toString();
        insert(dsl, event);
        return event;
    }

    private static void insert(DSLContext dsl, String event) {
        dsl.execute(
                "insert into domain_event (event_identifier, aggregate_identifier, sequence_number, time_stamp, payload_type,"
                        + " payload, meta_data) values (?, ?, 0, 't', 'p', '{\"kept\":true}', '{}')",
                event,
                event);
    }
}
