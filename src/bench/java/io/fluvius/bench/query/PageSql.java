package io.fluvius.bench.query;

import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserId;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hand-written SQL for exactly these pages, by keyset.
 *
 * @param rest what follows the columns and the table
 * @param parameters the parameters of the statement
 */
record PageSql(String rest, List<Object> parameters) {

    private static final String COLUMNS = "select id, name, email, status, active, required_actions, totp_enabled,"
            + " deactivation_reason, reconciled_at, created_at, updated_at, version from user_view";
    private static final String LIMIT = " limit " + RequestedPage.SIZE;

    /** The sort keys of the last row of a page. */
    record LastRow(Instant createdAt, String name, UUID id) {

        static @Nullable LastRow of(@Nullable UserView row) {
            return row == null
                    ? null
                    : new LastRow(row.createdAt(), row.name().value(), row.id().value());
        }
    }

    /** Returns the statement of the page after a row, or of the first page. */
    static PageSql of(UserList list, @Nullable LastRow before) {
        return before == null ? new PageSql(first(list), parameters(list)) : next(list, before);
    }

    /** Returns the complete statement. */
    String text() {
        return COLUMNS + rest + LIMIT;
    }

    /** Reads the user in the current row. */
    static UserView user(ResultSet row) throws SQLException {
        String reason = row.getString(8);
        return new UserView(
                new UserId(row.getObject(1, UUID.class)),
                new PersonName(row.getString(2)),
                new EmailAddress(row.getString(3)),
                UserStatus.valueOf(row.getString(4)),
                row.getBoolean(5),
                set(row),
                row.getBoolean(7),
                reason == null ? null : new Reason(reason),
                instant(row.getObject(9, OffsetDateTime.class)),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                row.getObject(11, OffsetDateTime.class).toInstant(),
                row.getLong(12));
    }

    private static String first(UserList shape) {
        return switch (shape) {
            case EVERYONE -> " order by created_at, id";
            case ACTIVE_BY_NAME -> " where active order by name, id";
            case NAMED_NEWEST_FIRST ->
                " where status in ('ACTIVE', 'LOCKED') and name_folded like ? order by created_at desc, id";
            case FOUND_BY_TEXT ->
                " where (name_folded like ? or email_folded like ?) and (name_folded like ? or email_folded like ?)"
                        + " order by created_at, id";
        };
    }

    private static List<Object> parameters(UserList shape) {
        return switch (shape) {
            case EVERYONE, ACTIVE_BY_NAME -> List.of();
            case NAMED_NEWEST_FIRST -> List.of(containing(UserList.NAME));
            case FOUND_BY_TEXT ->
                List.of(
                        containing(UserList.FIRST_WORD),
                        containing(UserList.FIRST_WORD),
                        containing(UserList.SECOND_WORD),
                        containing(UserList.SECOND_WORD));
        };
    }

    private static PageSql next(UserList shape, LastRow before) {
        Object createdAt = before.createdAt().atOffset(ZoneOffset.UTC);
        UUID id = before.id();
        return switch (shape) {
            case EVERYONE ->
                new PageSql(" where (created_at, id) > (?, ?) order by created_at, id", List.of(createdAt, id));
            case ACTIVE_BY_NAME ->
                new PageSql(" where active and (name, id) > (?, ?) order by name, id", List.of(before.name(), id));
            case NAMED_NEWEST_FIRST ->
                new PageSql(
                        " where status in ('ACTIVE', 'LOCKED') and name_folded like ?"
                                + " and created_at <= ? and (created_at < ? or id > ?) order by created_at desc, id",
                        List.of(containing(UserList.NAME), createdAt, createdAt, id));
            case FOUND_BY_TEXT -> {
                List<Object> parameters = new ArrayList<>(parameters(shape));
                parameters.addAll(List.of(createdAt, id));
                yield new PageSql(
                        " where (name_folded like ? or email_folded like ?)"
                                + " and (name_folded like ? or email_folded like ?)"
                                + " and (created_at, id) > (?, ?) order by created_at, id",
                        parameters);
            }
        };
    }

    private static String containing(String word) {
        return "%" + word + "%";
    }

    private static Set<String> set(ResultSet row) throws SQLException {
        return new TreeSet<>(Arrays.asList((String[]) row.getArray(6).getArray()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
