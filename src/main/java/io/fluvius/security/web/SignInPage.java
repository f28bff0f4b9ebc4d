package io.fluvius.security.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/**
 * What people see whose request is refused: a browser that wants a page is sent to sign in, or shown a page that says what is
 * missing. A script of a page is answered with a problem.
 */
final class SignInPage implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final String URL = "/console/login";

    private static final String FORGED = "/console/forged";
    private static final String FORBIDDEN = "/console/forbidden";

    private final RefusedAuthentication problems;
    private final LoginUrlAuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint(URL);
    private final MediaTypeRequestMatcher wantsPage = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);

    SignInPage(RefusedAuthentication problems) {
        this.problems = problems;
        wantsPage.setIgnoredMediaTypes(Set.of(MediaType.ALL));
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException missing)
            throws IOException, ServletException {
        if (wantsPage.matches(request)) {
            page.commence(request, response, missing);
        } else {
            problems.commence(request, response, missing);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException, ServletException {
        request.getRequestDispatcher(denied instanceof CsrfException ? FORGED : FORBIDDEN)
                .forward(request, response);
    }
}
