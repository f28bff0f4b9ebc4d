package io.fluvius.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.access.Access;
import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.Role;
import io.fluvius.domain.registry.DomainRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerPolicyTest {

    private final CurrentCaller callers = Access.keys();
    private final CallerPolicy policy =
            new CallerPolicy(Access.of(callers, new DomainRegistry(List.of()), new SimpleMeterRegistry()));

    @ParameterizedTest
    @CsvSource({
        "reset-processor, owner, true",
        "reset-processor, operator, true",
        "reset-processor, auditor, false",
        "reset-processor, editor, false",
        "an-action-of-an-application, operator, true",
        "an-action-of-an-application, machine, false",
        "create-backup, operator, true",
        "export-log, owner, true",
        "export-log, auditor, true",
        "export-log, operator, false",
        "import-log, auditor, false",
        "create-key, owner, true",
        "create-key, operator, false",
        "revoke-key, auditor, false",
        "export-rows, editor, true",
        "send-commands, machine, true"
    })
    void actions_are_allowed_by_the_rights_of_roles(String action, String role, boolean isAllowed) {
        assertThat(callers.call(Caller.of("ann", role), () -> policy.isAllowed("ann", action, null)))
                .isEqualTo(isAllowed);
    }

    @Test
    void without_credentials_nothing_is_allowed() {
        assertThat(policy.isAllowed(policy.actor(), "export-rows", null)).isFalse();
        assertThat(policy.isAllowed(policy.actor(), "reset-processor", null)).isFalse();
    }

    @Test
    void who_acts_is_the_caller() {
        assertThat(callers.call(Caller.of("ann", Role.OPERATOR), policy::actor)).isEqualTo("ann");
    }
}
