package io.hydrophone.app.agent;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The agent as a service of the system: what each kind of service manager wants to be told. */
enum ServiceDefinition {
    /** A unit: {@code /etc/systemd/system/hydrophone-agent.service}. */
    SYSTEMD {
        @Override
        String text(List<String> command) {
            return """
                    [Unit]
                    Description=Hydrophone agent
                    Wants=network-online.target
                    After=network-online.target

                    [Service]
                    ExecStart=%s
                    Restart=always
                    RestartSec=5
                    Environment=MALLOC_ARENA_MAX=1

                    [Install]
                    WantedBy=multi-user.target
                    """.formatted(
                            command.stream().map(ServiceDefinition::systemdWord).collect(Collectors.joining(" ")));
        }
    },
    /** The file of WinSW, a wrapper that makes a service of Windows of any program: {@code hydrophone-agent.xml}. */
    WINDOWS {
        @Override
        String text(List<String> command) {
            String arguments =
                    command.stream().skip(1).map(ServiceDefinition::windowsWord).collect(Collectors.joining(" "));
            return """
                    <service>
                      <id>hydrophone-agent</id>
                      <name>Hydrophone agent</name>
                      <description>Measures this machine and its MySQL servers.</description>
                      <executable>%s</executable>
                      <arguments>%s</arguments>
                      <onfailure action="restart" delay="5 sec"/>
                      <stoptimeout>30 sec</stoptimeout>
                      <log mode="roll"/>
                    </service>
                    """.formatted(xml(command.getFirst()), xml(arguments));
        }
    },
    /** A property list: {@code /Library/LaunchDaemons/hydrophone-agent.plist}. */
    LAUNCHD {
        @Override
        String text(List<String> command) {
            String words = command.stream()
                    .map(word -> "    <string>" + xml(word) + "</string>\n")
                    .collect(Collectors.joining());
            return """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                    <plist version="1.0">
                    <dict>
                      <key>Label</key>
                      <string>hydrophone-agent</string>
                      <key>ProgramArguments</key>
                      <array>
                    %s  </array>
                      <key>RunAtLoad</key>
                      <true/>
                      <key>KeepAlive</key>
                      <true/>
                    </dict>
                    </plist>
                    """.formatted(words);
        }
    };

    /** The definition of a service that runs a command, a word an element. */
    abstract String text(List<String> command);

    /** That of the system that this runs on. */
    static ServiceDefinition ofThisSystem() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("windows") ? WINDOWS : name.startsWith("mac") ? LAUNCHD : SYSTEMD;
    }

    /** Percent and dollar signs mean something to systemd also within quotation marks. */
    private static String systemdWord(String word) {
        String plain = word.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("%", "%%")
                .replace("$", "$$");
        return plain.matches("[^ \t\"'\\\\]+") ? plain : '"' + plain + '"';
    }

    /** As the runtime of C takes a command line apart: backslashes count only before a quotation mark. */
    private static String windowsWord(String word) {
        if (word.matches("[^ \t\"]+")) {
            return word;
        }
        return '"' + word.replaceAll("(\\\\*)\"", "$1$1\\\\\"").replaceAll("(\\\\+)$", "$1$1") + '"';
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
