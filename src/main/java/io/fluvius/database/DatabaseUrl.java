package io.fluvius.database;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JDBC URLs for people. */
public final class DatabaseUrl {

    private static final Pattern PARAMETERS = Pattern.compile("[;?].*", Pattern.DOTALL);
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/@]*@");

    private DatabaseUrl() {}

    /** Returns the URL without parameters and credentials, which can contain a password. */
    public static String shown(@Nullable String url) {
        String address = PARAMETERS.matcher(String.valueOf(url)).replaceFirst("");
        return CREDENTIALS.matcher(address).replaceFirst("//");
    }
}
