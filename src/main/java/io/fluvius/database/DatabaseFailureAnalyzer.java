package io.fluvius.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Reports why a statement failed while the application started, in place of a stack trace. A failure that the operator
 * cannot mend, such as wrong SQL, keeps its stack trace.
 */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, SQLException failure) {
        return DatabaseTrouble.find(failure)
                .map(trouble -> new FailureAnalysis(
                        "The database cannot be used: " + trouble.cause() + ".", trouble.remedy(), failure))
                .orElse(null);
    }
}
