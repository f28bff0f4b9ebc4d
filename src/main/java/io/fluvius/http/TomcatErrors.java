package io.fluvius.http;

import io.fluvius.kernel.Problem;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Answers requests that Tomcat refuses before any servlet sees them, such as those with a malformed address. */
public final class TomcatErrors extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = ContainerErrors.problem(response.getStatus(), failure);
        response.setStatus(ProblemType.of(problem.code()).status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try {
            String body = Json.MAPPER.writeValueAsString(Problems.body(problem, "", null));
            response.getReporter().write(body);
            response.finishResponse();
        } catch (IOException gone) {
            container.getLogger().debug("The client did not wait for its answer", gone);
        }
    }
}
