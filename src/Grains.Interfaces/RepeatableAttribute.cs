namespace Scheduling;

/// <summary>
/// A grain's method that may be called again where its answer was lost: twice does what once does. Gateways then call
/// it again by themselves, once, when a silo goes.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute;

/// <summary>A command that is not the same the second time, or not always repeatable.</summary>
public interface IRepeatedCommand
{
    /// <summary>What is sent where the first answer was lost; nothing where that could do harm.</summary>
    object? Again();
}
