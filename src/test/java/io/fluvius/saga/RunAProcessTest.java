package io.fluvius.saga;

import io.fluvius.bank.automation.MoneyTransfer;
import io.fluvius.documentation.ShownCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunAProcessTest {

    @Test
    void the_guide_shows_the_sagas() throws IOException {
        ShownCode.assertShown(Path.of("docs/how-to/run-a-process.md"), PasswordRenewal.class, MoneyTransfer.class);
    }
}
