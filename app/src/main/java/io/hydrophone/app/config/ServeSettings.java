package io.hydrophone.app.config;

import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.http.Tls;
import io.hydrophone.http.Token;
import java.nio.file.Path;

/**
 * Where HTTP is served, and to whom.
 *
 * @param tokenFile with the token that every request has to carry; null for none
 * @param tlsCert PEM or PKCS #12, never without {@code tlsKey}; null for plain HTTP
 * @param insecure whether an address that others reach may go without a token or without TLS
 */
public record ServeSettings(ListenAddress listen, Path tokenFile, Path tlsCert, Path tlsKey, boolean insecure) {
    public static final ServeSettings DEFAULT =
            new ServeSettings(new ListenAddress("127.0.0.1", 8667), null, null, null, false);

    /** Has the token where no file does. */
    public static final String TOKEN_VARIABLE = "HYDROPHONE_TOKEN";

    /** What opens an address to others safely, as lines of a file. */
    static final String PROTECTING_LINES = """
                token_file: token          # made by: (umask 077; openssl rand -hex 24 > token)
                tls_cert: cert.pem
                tls_key: key.pem
              or, if the network is trusted:
                insecure: true\
            """;

    static ServeSettings read(Section section, ListenAddress usual, Protection protection) {
        ServeSettings settings = new ServeSettings(
                section.parsed("listen", ListenAddress::parse, usual),
                section.file("token_file", null),
                section.file("tls_cert", null),
                section.file("tls_key", null),
                section.flag("insecure", DEFAULT.insecure));
        settings.check(section, protection);
        return settings;
    }

    private void check(Section section, Protection protection) {
        if ((tlsCert == null) != (tlsKey == null) && section.has("tls_cert") != section.has("tls_key")) {
            String present = tlsCert == null ? "tls_key" : "tls_cert";
            section.refuse(present, "bad-tls-files", "tls_cert and tls_key go together", "give both");
        }
        boolean hasToken = tokenFile != null || protection.token();
        if (!protection.checked() || insecure || (hasToken && tlsCert != null)) {
            return;
        }
        try {
            if (!listen.isLoopback()) {
                String missing = tlsCert != null ? "a token" : hasToken ? "TLS" : "a token and TLS";
                section.refuse(
                        "listen",
                        "exposed",
                        "others can reach " + listen + ", so it needs " + missing,
                        "add beside it:\n" + PROTECTING_LINES);
            }
        } catch (ProblemException e) {
            section.refuse(
                    "listen",
                    e.problem().code(),
                    e.problem().message(),
                    e.problem().action());
        }
    }

    /** The same with what stands in the files. */
    public ServerOptions options() {
        Token token = tokenFile == null ? Token.fromEnvironment(TOKEN_VARIABLE) : Token.fromFile(tokenFile);
        return new ServerOptions(listen, token, tls(), insecure);
    }

    private Tls tls() {
        if (tlsCert == null) {
            return null;
        }
        String name = tlsCert.toString();
        return name.endsWith(".p12") || name.endsWith(".pfx")
                ? new Tls.Pkcs12(tlsCert, tlsKey)
                : new Tls.Pem(tlsCert, tlsKey);
    }

    void write(YamlText yaml) {
        yaml.entry("listen", listen);
        yaml.entry("token_file", tokenFile);
        yaml.entry("tls_cert", tlsCert);
        yaml.entry("tls_key", tlsKey);
        yaml.entry("insecure", insecure);
    }
}
