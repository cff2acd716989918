package io.hydrophone.topology;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import java.nio.file.Path;

/**
 * The account with which servers are asked.
 *
 * @param password null for none
 * @param tls null for what is usual: none on this machine, else a verified certificate
 * @param ca null for the authorities that Java trusts
 */
public record Login(String user, Password password, TlsMode tls, Path ca) {
    MySqlUrl at(Address address) {
        return MySqlUrl.of(user, password, address.host(), address.port(), tls, ca);
    }
}
