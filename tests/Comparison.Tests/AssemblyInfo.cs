using System.Runtime.Versioning;

// Processor time is read from /proc.
[assembly: SupportedOSPlatform("linux")]

// Two tests start servers and load of their own, which would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
