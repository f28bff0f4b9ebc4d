package io.fluvius.problem;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports why the application did not start and what the operator can do, in place of a stack trace. */
final class StartupRefusedAnalyzer extends AbstractFailureAnalyzer<StartupRefusedException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, StartupRefusedException refusal) {
        return new FailureAnalysis(refusal.reason(), refusal.remedy(), refusal);
    }
}
