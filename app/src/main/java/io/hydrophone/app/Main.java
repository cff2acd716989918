package io.hydrophone.app;

import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.ProblemException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. Only the command that is asked for is loaded, because starting fast is part of the product. */
@Command(
        name = "hydrophone",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Listens to MySQL: which statements run, how often, how slowly, with what errors.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  hydrophone demo                        a MariaDB under load, and what is heard of it",
            "  hydrophone digest capture.pcap         the statements of a capture file, ranked",
            "  hydrophone top -i any                  what runs right now",
            "",
            "Exit status: 0 done, 1 failed, 2 wrong usage or configuration."
        })
public final class Main implements Callable<Integer> {
    /** A command's object by its name; a new command is one line here and in {@link #NAMES}. */
    private static Object command(String name) {
        return switch (name) {
            case "digest" -> new DigestCommand();
            case "decode" -> new DecodeCommand();
            case "fingerprint" -> new FingerprintCommand();
            case "top" -> new TopCommand();
            case "probe" -> new ProbeCommand();
            case "master" -> new MasterCommand();
            case "cluster" -> new ClusterCommand();
            case "compare" -> new CompareCommand();
            case "record" -> new RecordCommand();
            case "replay" -> new ReplayCommand();
            case "agent" -> new AgentCommand();
            case "transfer" -> new TransferCommand();
            case "update" -> new UpdateCommand();
            case "update-server" -> new UpdateServerCommand();
            case "release" -> new ReleaseCommand();
            case "deploy" -> new DeployCommand();
            case "topology" -> new TopologyCommand();
            case "grants" -> new GrantsCommand();
            case "rules" -> new RulesCommand();
            case "config" -> new ConfigCommand();
            case "demo" -> new DemoCommand();
            case "train" -> new TrainCommand();
            default -> null;
        };
    }

    /** In the order in which help shows them. */
    private static final String[] NAMES = {
        "demo",
        "top",
        "probe",
        "master",
        "cluster",
        "digest",
        "decode",
        "fingerprint",
        "record",
        "replay",
        "compare",
        "agent",
        "transfer",
        "update",
        "update-server",
        "release",
        "deploy",
        "topology",
        "grants",
        "rules",
        "config",
        "train"
    };

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        PrintStream out = new PrintStream(
                new FileOutputStream(FileDescriptor.out),
                false,
                StandardCharsets.UTF_8); // System.out flushes each line
        int status = run(args, new FileInputStream(FileDescriptor.in), out, System.err, Terminal.present());
        out.flush();
        if (status != 0) {
            System.exit(status); // looks for a logger first, which takes 12 ms: not where returning does the same
        }
    }

    /**
     * Runs one command in this process.
     *
     * @return the exit status
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        return run(args, in, out, err, false);
    }

    private static int run(String[] args, InputStream in, PrintStream out, PrintStream err, boolean terminal) {
        Object chosen = args.length == 0 ? null : command(args[0]);
        CommandLine line;
        String[] rest = args;
        if (chosen == null) {
            line = new CommandLine(new Main());
            for (String name : NAMES) {
                line.addSubcommand(name, with(command(name), in, out, err, terminal));
            }
        } else {
            line = new CommandLine(with(chosen, in, out, err, terminal)).setCommandName("hydrophone " + args[0]);
            rest = Arrays.copyOfRange(args, 1, args.length);
        }
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(failed(err));
        line.setParameterExceptionHandler((problem, arguments) -> {
            CommandLine where = problem.getCommandLine();
            where.getErr().println("hydrophone: " + problem.getMessage());
            if (!CommandLine.UnmatchedArgumentException.printSuggestions(problem, where.getErr())) {
                where.getErr().println("  see: " + where.getCommandSpec().qualifiedName(" ") + " --help");
            }
            where.getErr().flush();
            return 2;
        });
        return line.execute(rest);
    }

    private static Object with(Object command, InputStream in, PrintStream out, PrintStream err, boolean terminal) {
        if (command instanceof ConsoleCommand console) {
            console.streams(in, out, err, terminal);
        }
        return command;
    }

    private static IExecutionExceptionHandler failed(PrintStream err) {
        return (exception, line, result) -> {
            if (System.getenv("HYDROPHONE_DEBUG") != null) {
                exception.printStackTrace(err);
            } else if (exception instanceof ProblemException problem) {
                err.println("hydrophone: " + problem.problem().text());
            } else if (exception instanceof ConfigurationProblems problems) {
                problems.problems().forEach(problem -> err.println("hydrophone: " + problem.text()));
                return 2;
            } else {
                err.println("hydrophone: unexpected: " + exception);
                err.println("  set HYDROPHONE_DEBUG=1 to see where; please report it");
            }
            return 1;
        };
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
