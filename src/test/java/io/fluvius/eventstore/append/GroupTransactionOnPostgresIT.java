package io.fluvius.eventstore.append;

import static io.fluvius.eventstore.append.Appends.append;
import static io.fluvius.eventstore.append.Appends.claim;
import static io.fluvius.eventstore.append.Appends.creation;
import static io.fluvius.eventstore.append.Appends.event;
import static io.fluvius.eventstore.append.Appends.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnPostgres;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ValueClaim;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnPostgres(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class GroupTransactionOnPostgresIT extends GroupTransactionContract {

    @Autowired
    private DataSource connections;

    @Autowired
    private DSLContext dsl;

    @Test
    void one_transaction_writes_a_group_without_its_taken_values_and_repeated_commands() throws SQLException {
        UUID john = UUID.randomUUID();
        UUID jane = UUID.randomUUID();
        Receipt withEvent = receipt(john);
        Receipt withoutEvent = receipt(john);
        insert(List.of(
                append(List.of(event(john, 0)), List.of(claim(john)), List.of(), withEvent),
                append(List.of(), List.of(), List.of(), withoutEvent)));
        ValueClaim taken = new ValueClaim(claim(john).scope(), claim(john).value(), jane);
        List<Append> refused = List.of(
                append(List.of(event(jane, 0)), List.of(claim(jane), taken), List.of(), receipt(jane)),
                append(List.of(event(john, 1)), List.of(), List.of(claim(john)), withEvent),
                append(List.of(event(john, 2)), List.of(), List.of(), withoutEvent),
                append(List.of(), List.of(), List.of(), withEvent),
                append(List.of(), List.of(), List.of(), withoutEvent));
        List<Append> written = List.of(creation(UUID.randomUUID()), creation(UUID.randomUUID()));

        assertThat(insert(Stream.of(written, refused).flatMap(List::stream).toList()))
                .containsExactlyInAnyOrderElementsOf(refused);

        assertThat(dsl.fetchCount(
                        EventStoreTables.EVENTS, EventStoreTables.AGGREGATE.in(john.toString(), jane.toString())))
                .isOne();
        assertThat(dsl.fetch(EventStoreTables.UNIQUE_VALUES, EventStoreTables.OWNER.in(john, jane))
                        .getValues(EventStoreTables.OWNER))
                .containsExactly(john);
    }

    private Iterable<Append> insert(List<Append> group) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            return GroupInsert.of(SQLDialect.POSTGRES, new ProblemCodec())
                    .writeAcceptable(connection, group)
                    .keySet();
        }
    }
}
