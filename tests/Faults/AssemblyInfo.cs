using System.Runtime.Versioning;

// Signals, tmpfs and /proc.
[assembly: SupportedOSPlatform("linux")]
