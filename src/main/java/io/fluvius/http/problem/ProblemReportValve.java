package io.fluvius.http.problem;

import io.fluvius.http.header.SecurityHeaders;
import io.fluvius.http.request.Json;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Responds to requests that Tomcat refuses before they reach a servlet, such as those with a malformed URL. */
public final class ProblemReportValve extends ErrorReportValve {

    /** Only exceptions of Tomcat get here, so no classifier of another layer is needed. */
    private static final Failures FAILURES = new Failures(List.of());

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isErrorReportRequired() && RefusedRequest.isRefusal(response.getStatus())) {
            response.setSuspended(false);
            Throwable failure = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            write(new RefusedRequest(request, failure).problem(response.getStatus()), response);
        } else {
            super.invoke(request, response);
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() >= 400) {
            write(ContainerErrorController.problem(response.getStatus(), failure, FAILURES), response);
        }
    }

    private void write(Problem problem, Response response) {
        if (response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        response.setStatus(ProblemType.of(problem.code()).status());
        SecurityHeaders.writeForData(response::setHeader);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            String body = Json.MAPPER.writeValueAsString(ProblemWriter.body(problem, "", null));
            response.getReporter().write(body);
            response.finishResponse();
        } catch (IOException disconnected) {
            container.getLogger().debug("The client disconnected before the response", disconnected);
        }
    }
}
