package io.fluvius.http.problem;

import io.fluvius.http.request.Json;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import java.io.IOException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Responds to requests that Tomcat refuses before they reach a servlet, such as those with a malformed URL. */
public final class ProblemReportValve extends ErrorReportValve {

    /** Only exceptions of Tomcat get here, so no classifier of another layer is needed. */
    private static final Failures FAILURES = new Failures(List.of());

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = ContainerErrorController.problem(response.getStatus(), failure, FAILURES);
        response.setStatus(ProblemType.of(problem.code()).status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try {
            String body = Json.MAPPER.writeValueAsString(ProblemWriter.body(problem, "", null));
            response.getReporter().write(body);
            response.finishResponse();
        } catch (IOException disconnected) {
            container.getLogger().debug("The client disconnected before the response", disconnected);
        }
    }
}
