package io.fluvius.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.problem.StartupRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureLedgerTest {

    private static final UUID ANN = UUID.randomUUID();
    private static final UUID BOB = UUID.randomUUID();
    private static final UUID CLEO = UUID.randomUUID();

    @TempDir
    private Path folder;

    @Test
    void persons_are_read_in_the_order_in_which_they_were_forgotten() throws IOException {
        assertThat(ledger(TestKeys.FIRST).read()).isEmpty();

        fill();

        assertThat(ledger(TestKeys.FIRST).read()).containsExactly(ANN, BOB, CLEO);
        assertThat(Files.readAllLines(file())).hasSize(3);
    }

    @Test
    void a_line_that_was_changed_removed_or_moved_is_refused() throws IOException {
        fill();
        List<String> lines = Files.readAllLines(file());

        assertRefused(lines.get(0), lines.get(2));
        assertRefused(lines.get(1), lines.get(0), lines.get(2));
        assertRefused(lines.get(0).replace(ANN.toString(), UUID.randomUUID().toString()), lines.get(1), lines.get(2));
        assertRefused(lines.get(0), "no json", lines.get(2));
    }

    @Test
    void a_line_that_was_not_written_to_its_end_is_dropped() throws IOException {
        fill();
        String text = Files.readString(file());
        Files.writeString(file(), text.substring(0, text.length() - 10));

        ErasureLedger ledger = ledger(TestKeys.FIRST);
        assertThat(ledger.read()).containsExactly(ANN, BOB);
        ledger.add(Set.of(CLEO));

        assertThat(ledger(TestKeys.FIRST).read()).containsExactly(ANN, BOB, CLEO);
    }

    @Test
    void a_new_master_key_signs_again() {
        fill();

        assertThat(ledger(TestKeys.SECOND, TestKeys.FIRST).read()).containsExactly(ANN, BOB, CLEO);

        assertThat(ledger(TestKeys.SECOND).read()).containsExactly(ANN, BOB, CLEO);
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> ledger(TestKeys.FIRST).read());
    }

    private void fill() {
        ErasureLedger ledger = ledger(TestKeys.FIRST);
        ledger.read();
        ledger.add(Set.of(ANN));
        ledger.add(Set.of(BOB));
        ErasureLedger afterRestart = ledger(TestKeys.FIRST);
        afterRestart.read();
        afterRestart.add(Set.of(CLEO));
    }

    private void assertRefused(String... lines) throws IOException {
        Files.write(file(), List.of(lines));

        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> ledger(TestKeys.FIRST).read())
                .withMessageContaining("damaged");
    }

    private Path file() {
        return folder.resolve("erasures.ledger");
    }

    private ErasureLedger ledger(String master, String... previous) {
        return new ErasureLedger(file(), new MasterKeys(master, List.of(previous)));
    }
}
