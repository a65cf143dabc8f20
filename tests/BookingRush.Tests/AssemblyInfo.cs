using System.Runtime.Versioning;

// Signals.
[assembly: SupportedOSPlatform("linux")]
