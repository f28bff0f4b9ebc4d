package io.fluvius.domain.view;

import static io.fluvius.user.Users.MONDAY;
import static io.fluvius.user.Users.TUESDAY;
import static io.fluvius.user.Users.WEDNESDAY;
import static io.fluvius.user.Users.john;
import static io.fluvius.user.Users.newUserId;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.ReadModel;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserId;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The contract of {@link ReadModel}: the effect of the changes in a batch of events. */
public abstract class ReadModelContract {

    protected static final ViewType<UserView> USERS = ViewType.of("user", UserView.class);

    /** An event, with the changes that its handler makes. */
    public record Change(UserId user, long version, Instant at, Consumer<ReadModel<UserView>> handler) {}

    protected final UserId id = newUserId();

    /** Handles events in one batch and returns those that failed. */
    protected abstract List<Change> batch(List<Change> events);

    /** Returns a row as of the last batch. */
    protected abstract Optional<UserView> row(UserId user);

    @Test
    void an_inserted_row_has_the_time_and_version_of_its_event() {
        assertAllApplied(on(0, MONDAY, users -> users.insert(john(id))));

        assertThat(row()).isEqualTo(stamped(john(id), MONDAY, MONDAY, 0));
    }

    @Test
    void an_update_sets_the_time_and_version_of_its_event_and_keeps_the_time_of_creation() {
        assertAllApplied(on(0, MONDAY, users -> users.insert(john(id))));
        assertAllApplied(on(1, TUESDAY, users -> users.update(id.value(), ReadModelContract::renamed)));

        assertThat(row()).isEqualTo(stamped(renamed(john(id)), MONDAY, TUESDAY, 1));
    }

    @Test
    void a_time_has_microseconds() {
        assertAllApplied(
                on(0, MONDAY, users -> users.insert(john(id).withReconciledAt(MONDAY.plusNanos(123_456_789)))));

        assertThat(row().reconciledAt()).isEqualTo(MONDAY.plusNanos(123_456_000));
    }

    @Test
    void stamped_components_set_by_a_handler_are_overwritten() {
        assertAllApplied(on(3, MONDAY, users -> users.insert(stamped(john(id), WEDNESDAY, WEDNESDAY, 99))));
        assertThat(row()).isEqualTo(stamped(john(id), MONDAY, MONDAY, 3));

        assertAllApplied(on(4, TUESDAY, users -> users.update(id.value(), it -> stamped(it, WEDNESDAY, MONDAY, 99))));
        assertThat(row()).isEqualTo(stamped(john(id), MONDAY, TUESDAY, 4));
    }

    @Test
    void an_update_receives_the_current_row() {
        assertAllApplied(on(0, MONDAY, users -> users.insert(john(id))));
        assertAllApplied(on(
                1,
                TUESDAY,
                users -> users.update(id.value(), before -> {
                    assertThat(before).isEqualTo(stamped(john(id), MONDAY, MONDAY, 0));
                    return before;
                })));

        assertThat(row().version()).isEqualTo(1);
    }

    @Test
    void a_deleted_row_no_longer_exists() {
        assertAllApplied(on(0, MONDAY, users -> users.insert(john(id))));
        assertAllApplied(on(1, TUESDAY, users -> users.delete(id.value())));

        assertThat(row(id)).isEmpty();
    }

    @Test
    void deleting_a_missing_row_does_nothing() {
        assertAllApplied(on(0, MONDAY, users -> users.delete(id.value())));

        assertThat(row(id)).isEmpty();
    }

    @Test
    void inserting_an_existing_row_fails_and_keeps_the_row() {
        assertAllApplied(on(0, MONDAY, users -> users.insert(john(id))));
        Change twice = on(1, TUESDAY, users -> users.insert(renamed(john(id))));

        assertThat(batch(List.of(twice))).containsExactly(twice);
        assertThat(row()).isEqualTo(stamped(john(id), MONDAY, MONDAY, 0));
    }

    @Test
    void inserting_twice_in_one_batch_fails_the_second_time() {
        Change first = on(0, MONDAY, users -> users.insert(john(id)));
        Change twice = on(1, TUESDAY, users -> users.insert(renamed(john(id))));

        assertThat(batch(List.of(first, twice))).containsExactly(twice);
        assertThat(row()).isEqualTo(stamped(john(id), MONDAY, MONDAY, 0));
    }

    @Test
    void updating_a_missing_row_fails() {
        Change missing = on(1, MONDAY, users -> users.update(id.value(), ReadModelContract::renamed));

        assertThat(batch(List.of(missing))).containsExactly(missing);
        assertThat(row(id)).isEmpty();
    }

    @Test
    void updating_a_row_deleted_in_the_same_batch_fails() {
        assertAllApplied(on(0, MONDAY, users -> users.insert(john(id))));
        Change deletion = on(1, TUESDAY, users -> users.delete(id.value()));
        Change late = on(2, WEDNESDAY, users -> users.update(id.value(), ReadModelContract::renamed));

        assertThat(batch(List.of(deletion, late))).containsExactly(late);
        assertThat(row(id)).isEmpty();
    }

    @Test
    void the_changes_of_a_batch_build_on_each_other() {
        assertAllApplied(
                on(0, MONDAY, users -> users.insert(john(id))),
                on(1, TUESDAY, users -> users.update(id.value(), ReadModelContract::renamed)),
                on(2, WEDNESDAY, users -> users.update(id.value(), it -> it.withStatus(UserStatus.LOCKED))));

        assertThat(row()).isEqualTo(stamped(renamed(john(id)).withStatus(UserStatus.LOCKED), MONDAY, WEDNESDAY, 2));
    }

    @Test
    void several_changes_by_one_event_build_on_each_other() {
        assertAllApplied(on(0, MONDAY, users -> {
            users.insert(john(id));
            users.update(id.value(), ReadModelContract::renamed);
        }));

        assertThat(row()).isEqualTo(stamped(renamed(john(id)), MONDAY, MONDAY, 0));
    }

    @Test
    void a_row_inserted_and_deleted_in_one_batch_does_not_exist() {
        assertAllApplied(
                on(0, MONDAY, users -> users.insert(john(id))), on(1, TUESDAY, users -> users.delete(id.value())));

        assertThat(row(id)).isEmpty();
    }

    @Test
    void a_row_deleted_and_inserted_again_in_one_batch_is_a_new_row() {
        assertAllApplied(on(0, MONDAY, users -> users.insert(john(id))));
        assertAllApplied(
                on(1, TUESDAY, users -> users.delete(id.value())),
                on(2, WEDNESDAY, users -> users.insert(renamed(john(id)))));

        assertThat(row()).isEqualTo(stamped(renamed(john(id)), WEDNESDAY, WEDNESDAY, 2));
    }

    @Test
    void rows_are_independent() {
        UserId other = newUserId();
        assertAllApplied(
                on(0, MONDAY, users -> users.insert(john(id))),
                new Change(other, 0, TUESDAY, users -> users.insert(john(other))),
                on(1, WEDNESDAY, users -> users.delete(id.value())));

        assertThat(row(id)).isEmpty();
        assertThat(row(other)).contains(stamped(john(other), TUESDAY, TUESDAY, 0));
    }

    @Test
    void deleting_all_rows_of_an_aggregate_keeps_those_of_others() {
        UserId other = newUserId();
        assertAllApplied(
                on(0, MONDAY, users -> users.insert(john(id))),
                new Change(other, 0, TUESDAY, users -> users.insert(john(other))));
        assertAllApplied(on(1, WEDNESDAY, ReadModel::deleteAll));

        assertThat(row(id)).isEmpty();
        assertThat(row(other)).isPresent();
    }

    @Test
    void a_row_can_be_inserted_again_after_all_were_deleted() {
        assertAllApplied(on(0, MONDAY, users -> users.insert(john(id))));
        assertAllApplied(on(1, TUESDAY, users -> {
            users.update(id.value(), it -> it.withTotpEnabled(true));
            users.deleteAll();
            users.insert(renamed(john(id)));
        }));

        assertThat(row()).isEqualTo(stamped(renamed(john(id)), TUESDAY, TUESDAY, 1));
    }

    @Test
    void an_event_that_changes_a_row_of_another_aggregate_fails() {
        UserId other = newUserId();
        assertAllApplied(new Change(other, 0, MONDAY, users -> users.insert(john(other))));
        List<Consumer<ReadModel<UserView>>> changes = List.of(
                users -> users.insert(john(newUserId())),
                users -> users.update(other.value(), ReadModelContract::renamed),
                users -> users.delete(other.value()));

        for (Consumer<ReadModel<UserView>> change : changes) {
            Change foreign = new Change(newUserId(), 1, MONDAY, change);
            assertThat(batch(List.of(foreign))).containsExactly(foreign);
        }
        assertThat(row(other)).contains(stamped(john(other), MONDAY, MONDAY, 0));
    }

    @Test
    void a_handler_that_fails_changes_nothing() {
        assertAllApplied(on(0, MONDAY, users -> users.insert(john(id))));
        Change failing = on(
                1,
                TUESDAY,
                users -> users.update(id.value(), it -> {
                    throw new UnsupportedOperationException();
                }));

        assertThat(batch(List.of(failing))).containsExactly(failing);
        assertThat(row()).isEqualTo(stamped(john(id), MONDAY, MONDAY, 0));
    }

    @Test
    void components_of_every_type_are_read_as_written() {
        UserView full = john(id).withStatus(UserStatus.DEACTIVATED)
                .withRequiredActions(Set.of("VERIFY_EMAIL", "a,b", "{c}", "d\"e", "", "null", "\\"))
                .withTotpEnabled(true)
                .withDeactivationReason(new Reason("left 'for' good; --"))
                .withReconciledAt(Instant.parse("1969-12-31T23:59:59.999999Z"));
        assertAllApplied(on(0, MONDAY, users -> users.insert(full)));

        assertThat(row()).isEqualTo(stamped(full, MONDAY, MONDAY, 0));
    }

    @Test
    void values_can_be_cleared_and_sets_emptied() {
        UserView full = john(id).withRequiredActions(Set.of("VERIFY_EMAIL"))
                .withDeactivationReason(new Reason("gone"))
                .withReconciledAt(MONDAY);
        assertAllApplied(on(0, MONDAY, users -> users.insert(full)));
        assertAllApplied(on(
                1,
                TUESDAY,
                users -> users.update(
                        id.value(), it -> it.withRequiredActions(Set.of()).withDeactivationReason(null))));

        assertThat(row()).isEqualTo(stamped(john(id).withReconciledAt(MONDAY), MONDAY, TUESDAY, 1));
    }

    @Test
    void text_of_every_script_is_read_as_written() {
        UserView polyglot = UserView.created(
                        id,
                        new PersonName(
                                "\uD83D\uDC69\u200D\uD83D\uDE80 \u0634\u0643\u0631\u0627 \u05e9\u05dc\u05d5\u05dd"
                                        + " \u0130\u0131\u00df \uFFFD e\u0301 %_!\\'\""),
                        new EmailAddress("\u03c3\u03c2@\u043f\u0440\u0438\u043c\u0435\u0440.example"))
                .withRequiredActions(Set.of("\uD83D\uDE00", "\u05d0"));
        assertAllApplied(on(0, MONDAY, users -> users.insert(polyglot)));

        assertThat(row()).isEqualTo(stamped(polyglot, MONDAY, MONDAY, 0));
    }

    protected final Change on(long version, Instant at, Consumer<ReadModel<UserView>> handler) {
        return new Change(id, version, at, handler);
    }

    protected final void assertAllApplied(Change... events) {
        assertThat(batch(List.of(events))).isEmpty();
    }

    protected static UserView renamed(UserView user) {
        return user.withName(new PersonName("Johnny"));
    }

    protected static UserView stamped(UserView user, Instant createdAt, Instant updatedAt, long version) {
        return new UserView(
                user.id(),
                user.name(),
                user.email(),
                user.status(),
                user.active(),
                user.requiredActions(),
                user.totpEnabled(),
                user.deactivationReason(),
                user.reconciledAt(),
                createdAt,
                updatedAt,
                version);
    }

    private UserView row() {
        return row(id).orElseThrow();
    }
}
