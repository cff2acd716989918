package io.hydrophone.topology.diagnosis;

import io.hydrophone.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is wrong in one topology, by what all of its servers say. Without memory: how long something has been so, and whether it was so before, is
 * not known here and not claimed. Where nothing is wrong, nothing is found.
 */
public final class Diagnosis {
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::instance)
            .thenComparing(Finding::code);

    private Diagnosis() {}

    /** The findings: by severity, causes before what they explain. */
    public static List<Finding> of(Topology topology) {
        Sight sight = new Sight(topology);
        List<Finding> found = new ArrayList<>();
        new InstanceFaults(sight).addTo(found);
        new ChannelFaults(sight).addTo(found);
        new SourceFaults(sight).addTo(found);
        new LostInstances(sight).addTo(found);
        new Writers(sight).addTo(found);
        new SemiSyncFaults(sight).addTo(found);
        new GroupFaults(sight).addTo(found);
        new GaleraFaults(sight).addTo(found);
        List<Finding> explained = new Explanations(sight, found).added();
        List<Finding.Named> effects =
                explained.stream().flatMap(each -> each.explains().stream()).toList();
        return explained.stream()
                .sorted(Comparator.<Finding, Boolean>comparing(each -> effects.contains(each.named()))
                        .thenComparing(ORDER))
                .toList();
    }
}
