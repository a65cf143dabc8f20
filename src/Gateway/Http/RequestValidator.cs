using FluentValidation;

namespace Scheduling.Gateway.Http;

/// <summary>
/// Rules of a request's shape, in the order of the contract's table. A member's rules stop at its first fault, the
/// validator does not: all members are looked at.
/// </summary>
internal abstract class RequestValidator<T> : AbstractValidator<T>
{
    protected RequestValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Continue;
        RuleLevelCascadeMode = CascadeMode.Stop;
    }
}
