package io.fluvius.faults;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.bank.AccountView;
import io.fluvius.bank.TransferStatus;
import io.fluvius.bank.TransferView;
import io.fluvius.domain.Position;
import io.fluvius.environment.LoggedEvent;
import io.fluvius.query.StateManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What holds for accounts and transfers after every fault, when the application answers again. */
final class BankInvariants {

    /** Longer than it takes until the deadlines of a killed process are executed by the next one. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    private final CommandResults results;
    private final DSLContext dsl;
    private final StateManager state;

    private BankInvariants(CommandResults results, DSLContext dsl, StateManager state) {
        this.results = results;
        this.dsl = dsl;
        this.state = state;
    }

    /** Fails when money was made or lost, or when anything is left of a transfer that has ended. */
    static void check(ConfigurableApplicationContext application, CommandResults results) {
        BankInvariants invariants = new BankInvariants(
                results, application.getBean(DSLContext.class), application.getBean(StateManager.class));
        assertThat(results.unexpected()).isEmpty();
        await().atMost(MAX_WAIT).untilAsserted(invariants::assertNothingIsLeft);
        List<LoggedEvent> log = LoggedEvent.all(invariants.dsl);
        StateManager now = invariants.state.after(new Position(log.getLast().index()), StateManager.MAX_WAIT);
        invariants.assertBalances(now.find(AccountView.class, Map.of()).toList());
        invariants.assertTransfers(now.find(TransferView.class, Map.of()).toList(), log);
    }

    private void assertNothingIsLeft() {
        for (String table : List.of("saga_entry", "association_value_entry", "scheduled_tasks", "dead_letter")) {
            assertThat(dsl.resultQuery("select count(*) from " + table).fetchSingle(0, Long.class))
                    .as(table)
                    .isZero();
        }
    }

    private void assertBalances(List<AccountView> accounts) {
        assertThat(accounts).extracting(AccountView::balance).allMatch(balance -> balance >= 0);
        assertThat(accounts.stream().mapToLong(AccountView::balance).sum()).isEqualTo(sum("deposit") - sum("withdraw"));
    }

    /** The amounts of all acknowledged commands. */
    private long sum(String command) {
        return results.completed().entrySet().stream()
                .filter(entry -> entry.getKey().command().equals(command)
                        && entry.getValue().isSuccess())
                .mapToLong(entry -> (Long) entry.getKey().payload().get("amount"))
                .sum();
    }

    private void assertTransfers(List<TransferView> transfers, List<LoggedEvent> log) {
        Map<String, List<String>> events = log.stream()
                .filter(event -> event.payload().has("transferId"))
                .collect(groupingBy(
                        event -> event.payload().path("transferId").stringValue(),
                        mapping(LoggedEvent::type, toList())));
        assertThat(transfers).extracting(TransferView::id).containsExactlyInAnyOrderElementsOf(requested());
        assertThat(transfers)
                .extracting(TransferView::status)
                .containsOnly(TransferStatus.COMPLETED, TransferStatus.FAILED);
        assertThat(transfers)
                .allSatisfy(transfer ->
                        assertMoved(transfer.status(), events.get(transfer.id().toString())));
    }

    private List<UUID> requested() {
        return results.completed().keySet().stream()
                .filter(BankCustomers::isTransfer)
                .map(transfer -> transfer.aggregate().id())
                .toList();
    }

    private static void assertMoved(TransferStatus status, List<String> events) {
        if (status == TransferStatus.COMPLETED) {
            assertThat(events)
                    .containsExactlyInAnyOrder(
                            "transfer.transfer-requested",
                            "account.transfer-debited",
                            "account.transfer-accepted",
                            "transfer.transfer-completed",
                            "account.transfer-credited");
        } else {
            assertThat(events)
                    .doesNotContain("account.transfer-credited", "transfer.transfer-completed")
                    .doesNotHaveDuplicates();
            assertThat(events.contains("account.transfer-refunded"))
                    .isEqualTo(events.contains("account.transfer-debited"));
        }
    }
}
