using System.Runtime.Versioning;

// Signals, file modes and /proc.
[assembly: SupportedOSPlatform("linux")]

// Each test starts processes and some of them measure time: two at once would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
