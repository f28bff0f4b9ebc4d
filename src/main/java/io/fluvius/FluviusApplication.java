package io.fluvius;

import io.fluvius.group.GroupManagement;
import io.fluvius.operations.transfer.TransferCommand;
import io.fluvius.security.key.KeyCommand;
import io.fluvius.settings.FluviusDefaults;
import io.fluvius.user.UserManagement;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Fluvius with User Management and Groups: the first application of the library, and an example of one. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({UserManagement.class, GroupManagement.class})
public class FluviusApplication {

    /**
     * Starts the application with the arguments of the command line. {@code --version} only prints the version; {@code keys},
     * {@code export}, {@code import} and {@code verify} only run that command.
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--version")) {
            System.out.println("Fluvius " + FluviusDefaults.version());
            return;
        }
        OptionalInt exitCode = KeyCommand.run(FluviusApplication.class, arguments);
        if (exitCode.isEmpty()) {
            exitCode = TransferCommand.run(FluviusApplication.class, arguments);
        }
        if (exitCode.isPresent()) {
            System.exit(exitCode.getAsInt());
        }
        SpringApplication.run(FluviusApplication.class, arguments);
    }
}
