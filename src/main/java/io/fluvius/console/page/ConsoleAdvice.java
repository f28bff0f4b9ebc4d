package io.fluvius.console.page;

import io.fluvius.access.AccessPolicy;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.http.problem.ProblemType;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** The frame of every page, and the pages that show problems. */
@ControllerAdvice("io.fluvius.console")
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ConsoleAdvice {

    /** The path to which a request is passed on that is refused before it reaches a page. */
    static final String REFUSED = "/console/refused";

    /** The attribute of such a request that is its problem. */
    static final String PROBLEM = "io.fluvius.console.problem";

    private final String application;
    private final String version;
    private final DomainRegistry domains;
    private final AccessPolicy access;
    private final Failures failures;

    ConsoleAdvice(
            @Value("${spring.application.name}") String application,
            @Value("${fluvius.version}") String version,
            DomainRegistry domains,
            AccessPolicy access,
            Failures failures) {
        this.application = application;
        this.version = version;
        this.domains = domains;
        this.access = access;
        this.failures = failures;
    }

    /** What is around a page that the caller has requested. */
    public Frame frame(HttpServletRequest request) {
        return Frame.of(application, version, domains, access, BrowserSession.of(request));
    }

    /** The HTTP status of a page that shows a problem: that of the HTTP API. */
    public static HttpStatus statusOf(ProblemCode code) {
        return HttpStatus.valueOf(ProblemType.of(code).status());
    }

    /** Shows the problem of a request that is refused before it reaches a page. */
    public static void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.setAttribute(PROBLEM, problem);
        request.getRequestDispatcher(REFUSED).forward(request, response);
    }

    /** Renders the token of forms before the page, because its cookie cannot be set once a part of the page is sent. */
    @ModelAttribute
    void addFrame(Model model, HttpServletRequest request) {
        model.addAttribute("frame", frame(request));
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            token.getToken();
        }
    }

    /** The browser has gone: there is no page to show, and nothing to log. */
    @ExceptionHandler({ClientAbortException.class, AsyncRequestNotUsableException.class})
    void disconnected(IOException failure, HttpServletResponse response) {}

    /**
     * Shows a problem as a page, unless a part of a response was sent; then the exception goes on to the server, which closes
     * the connection, so that the browser does not take the part for the whole.
     */
    @ExceptionHandler
    ModelAndView unexpected(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            failures.problemOf(failure);
            throw failure;
        }
        if (failure instanceof ProblemException expected) {
            Problem problem = expected.problem();
            return page(request, problem, statusOf(problem.code()));
        }
        if (failure instanceof ErrorResponse spring && spring.getStatusCode().is4xxClientError()) {
            Problem problem = Problem.of(ProblemCode.MALFORMED_REQUEST, "The request cannot be understood");
            return page(request, problem, spring.getStatusCode());
        }
        Problem problem = failures.problemOf(failure);
        return page(request, problem, statusOf(problem.code()));
    }

    private ModelAndView page(HttpServletRequest request, Problem problem, HttpStatusCode status) {
        ModelAndView page = new ModelAndView("console/problem", Map.of("frame", frame(request), "problem", problem));
        page.setStatus(status);
        return page;
    }
}
