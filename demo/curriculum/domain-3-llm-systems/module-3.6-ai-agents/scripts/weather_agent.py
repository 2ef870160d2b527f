"""An agent with one tool."""

from langchain_core.tools import tool
from langchain_ollama import ChatOllama
from langgraph.prebuilt import create_react_agent


@tool
def temperature(city: str) -> float:
    """The temperature in a city, in degrees Celsius."""
    return {"Oslo": 4.0, "Rome": 19.5}.get(city, 12.0)


# The planner thinks before it calls.
llm = ChatOllama(model="deepseek-r1:8b", temperature=0)
agent = create_react_agent(llm, tools=[temperature])

if __name__ == "__main__":
    print(agent.invoke({"messages": [("user", "Is it colder in Oslo or in Rome?")]}))
