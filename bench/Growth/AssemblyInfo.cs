using System.Runtime.Versioning;

// Processor time is read from /proc.
[assembly: SupportedOSPlatform("linux")]
