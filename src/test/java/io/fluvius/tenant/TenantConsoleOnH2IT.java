package io.fluvius.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.console.Browser;
import io.fluvius.domain.Role;
import io.fluvius.environment.OnH2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console of people of one tenant, and of those who may act in several. */
@OnH2
class TenantConsoleOnH2IT extends WithTenants {

    private Browser browser;
    private String name = "";

    @BeforeEach
    void openBrowser() {
        browser = new Browser(port());
        name = "Ann " + freshEmail().substring(0, 8);
        createUser(keyIn(ACME, Role.OWNER), name, freshEmail());
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    private void signIn(String key) {
        browser.open("/console/login").enter("key", key).press("Sign in");
    }

    @Test
    void a_person_who_may_act_in_several_tenants_chooses_one() {
        signIn(keyIn("*", Role.OWNER));
        assertThat(browser.open("/console/views/users").text()).doesNotContain(name);

        browser.enter("tenant", ACME).press("Change");

        assertThat(browser.open("/console/views/users").text()).contains(name);
        browser.enter("tenant", "No Tenant").press("Change");
        assertThat(browser.text()).contains("lower-case letters, digits and hyphens");
        assertThat(browser.open("/console/views/users").text()).contains(name);
        assertThat(browser.open("/console/keys").text()).contains("Tenant");
    }

    @Test
    void a_person_of_one_tenant_sees_which() {
        signIn(keyIn(GLOBEX, Role.OWNER));

        assertThat(browser.open("/console/views/users").text()).contains(GLOBEX).doesNotContain(name);
        assertThat(browser.texts("button")).doesNotContain("Change");
        assertThat(browser.texts("nav a")).doesNotContain("Processors", "Keys", "Events");
    }
}
