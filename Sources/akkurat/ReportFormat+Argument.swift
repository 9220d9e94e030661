public import Agent
public import ArgumentParser

extension ReportFormat: ExpressibleByArgument {}
