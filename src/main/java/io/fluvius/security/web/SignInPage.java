package io.fluvius.security.web;

import io.fluvius.http.problem.RefusalPage;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/**
 * What people see whose request is refused: a browser that wants a page is sent to sign in, or shown a page that says what is
 * missing. A script of a page is answered with a problem.
 */
final class SignInPage implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final String URL = "/console/login";

    private static final String FORGED =
            "The form was not made for this browser, or is too old; nothing was done. Go back, load"
                    + " the page again, and send the form once more";

    private final RefusedAuthentication problems;
    private final List<RefusalPage> pages;
    private final LoginUrlAuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint(URL);
    private final LoginUrlAuthenticationEntryPoint pageAfterSession =
            new LoginUrlAuthenticationEntryPoint(URL + "?expired");
    private final MediaTypeRequestMatcher wantsPage = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);

    SignInPage(RefusedAuthentication problems, List<RefusalPage> pages) {
        this.problems = problems;
        this.pages = pages;
        wantsPage.setIgnoredMediaTypes(Set.of(MediaType.ALL));
    }

    /** Keeps the page that was wanted. Its URL stays as it is, because the parameters of a table are those of its query. */
    @SuppressWarnings("NullAway") // null: the URL gets no parameter
    RequestCache wanted() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setMatchingRequestParameterName(null);
        cache.setRequestMatcher(
                request -> request.getMethod().equals(HttpMethod.GET.name()) && wantsPage.matches(request));
        return cache;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException missing)
            throws IOException, ServletException {
        if (wantsPage.matches(request)) {
            boolean hadSession = request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
            (hadSession ? pageAfterSession : page).commence(request, response, missing);
        } else {
            problems.commence(request, response, missing);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException, ServletException {
        Problem problem = Problem.of(
                ProblemCode.FORBIDDEN, denied instanceof CsrfException ? FORGED : "You have no right that allows this");
        RefusalPage.respond(problem, request, response, pages);
    }
}
